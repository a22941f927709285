//go:build race

package scale

const racing = true
