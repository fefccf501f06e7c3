/** The console of the assembled product, in a real browser. */
package ocelli.allinone.console;
