// What earns points. Values in, values out.

enum Rules {}
