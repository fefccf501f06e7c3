package ocelli.jobs.http;

import ocelli.jobs.core.Image;
import ocelli.jobs.core.SharedDocument;

/**
 * A page that a link hands over.
 *
 * @param document that it belongs to
 * @param number from 1
 */
record SharedPage(Image image, SharedDocument document, int number) {}
