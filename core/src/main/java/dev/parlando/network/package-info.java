/** Says how the engine meets the network: where the service is, how long to wait, how often to try again. */
@NullMarked
package dev.parlando.network;

import org.jspecify.annotations.NullMarked;
