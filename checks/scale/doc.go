// Package scale holds the budgets of calls that an audit and a forecast keep to, tested on tenants of growing size.
package scale
