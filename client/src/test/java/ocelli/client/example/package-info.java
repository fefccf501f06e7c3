/** Programs of the kind that people write on the client; docs/client.md shows them. */
package ocelli.client.example;
