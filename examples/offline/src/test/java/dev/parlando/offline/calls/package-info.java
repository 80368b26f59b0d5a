@NullMarked
package dev.parlando.offline.calls;

import org.jspecify.annotations.NullMarked;
