// Empty does nothing: what it takes is the floor of every Go program.
package main

func main() {}
