/** The endpoints of the offline server. */
@NullMarked
package dev.parlando.offline.calls;

import org.jspecify.annotations.NullMarked;
