@NullMarked
package dev.parlando.offline.encode;

import org.jspecify.annotations.NullMarked;
