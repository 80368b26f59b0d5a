/** The parts of a URL that name a server: authority, origin and literal addresses. */
@NullMarked
package dev.parlando.internal.origin;

import org.jspecify.annotations.NullMarked;
