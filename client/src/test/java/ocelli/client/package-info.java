/** Tests of the client against small HTTP servers in the same process. */
package ocelli.client;
