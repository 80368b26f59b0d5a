/** Conversion of requests to JSON, and of JSON responses to values. */
@NullMarked
package dev.parlando.internal.json;

import org.jspecify.annotations.NullMarked;
