#include <libxml/xmlversion.h>
// With ICU, encoding.h brings in ICU's headers, which are not those of Foundation's own ICU.
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
#include <libxml/xmlreader.h>
