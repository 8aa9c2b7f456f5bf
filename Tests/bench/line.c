/* The least that a program can do behind CGI (RFC 3875): what `foobar bench` measures all routes against. */
#include <stdio.h>

int main(void)
{
    fputs("Content-Type: text/plain\r\n\r\nHello.\n", stdout);
    return 0;
}
