/**
 * The whole system on one machine, each part a process of its own: brokers, services, and this
 * process, which starts them in order, keeps them, and ends them in order. A child that dies is
 * started again after a pause that grows; it says so. However this process ends, its children end
 * too: each holds the other end of a pipe.
 */
@NullMarked
package ocelli.allinone.processes;

import org.jspecify.annotations.NullMarked;
