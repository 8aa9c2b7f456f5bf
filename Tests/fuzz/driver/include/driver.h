#pragma once
#include <stddef.h>
#include <stdint.h>

/* libFuzzer as a library: https://llvm.org/docs/LibFuzzer.html#using-libfuzzer-as-a-library */

/** Makes inputs for `callback` from the corpus that the arguments name, and never returns. */
int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*callback)(const uint8_t *data, size_t size));

/** Tells libFuzzer that an input has led to something that can be told by a number: other than others, it is kept. */
void note_feature(uint64_t feature);

/** An anonymous file, closed in programs that are started. */
int anonymous_file(void);
