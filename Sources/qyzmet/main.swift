import Assembly

await CommandLineInterface.run()
