#define _GNU_SOURCE
#include "driver.h"
#include <sys/mman.h>

/* libFuzzer looks at this section beside the counters that the compiler makes. */
__attribute__((section("__libfuzzer_extra_counters"))) static uint8_t features[1 << 16];

void note_feature(uint64_t feature) {
    feature *= 0x9e3779b97f4a7c15;
    features[feature >> 48] = 1;
}

int anonymous_file(void) {
    return memfd_create("fuzz", MFD_CLOEXEC);
}
