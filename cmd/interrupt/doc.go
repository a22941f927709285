// Package interrupt stops whole runs of the program where it hurts, as a process of its own, and runs it again; it has tests only.
package interrupt
