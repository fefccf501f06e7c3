/**
 * The program that made the sample images of the demo from two photographs and nothing else. Run
 * {@link ocelli.client.samples.SampleMaker} when a sample changes; the README beside the images
 * says how.
 */
package ocelli.client.samples;
