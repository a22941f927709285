//go:build !race

package scale

// racing says that the race detector is on, under which a program's memory means nothing.
const racing = false
