@NullMarked
package dev.parlando.offline.sockets;

import org.jspecify.annotations.NullMarked;
