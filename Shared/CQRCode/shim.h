#include <png.h>
#include <qrencode.h>
#include <string.h>
