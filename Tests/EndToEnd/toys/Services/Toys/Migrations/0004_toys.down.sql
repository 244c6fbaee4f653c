DROP TABLE toys.toys;
