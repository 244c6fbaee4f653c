blueprint().run()
