Wiring.blueprint().run()
