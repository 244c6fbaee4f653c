#include <spawn.h>

// glibc 2.34 and later have it; its header hides it from who does not ask for GNU's names.
extern int posix_spawn_file_actions_addclosefrom_np(
    posix_spawn_file_actions_t *actions, int from);
