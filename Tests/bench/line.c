/* The least that a program can do behind CGI (RFC 3875): what `foobar bench` measures all routes against. It says that it
   needs no sandbox around it: with one, it would not be the least. */
#include <stdio.h>
#include <string.h>

int main(int count, char **arguments)
{
    if (count == 2 && strcmp(arguments[1], "--route") == 0)
        fputs("{\"name\":\"line\",\"pool\":\"quick\",\"sandbox\":\"own\"}\n", stdout);
    else
        fputs("Content-Type: text/plain\r\n\r\nHello.\n", stdout);
    return 0;
}
