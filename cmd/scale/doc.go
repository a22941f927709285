// Package scale holds, in its tests, the budgets of calls that an audit and a forecast keep to, tested on tenants of growing size.
package scale
