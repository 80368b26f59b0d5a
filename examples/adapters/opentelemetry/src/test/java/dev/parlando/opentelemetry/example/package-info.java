/** The example of the documentation, with its test. */
@NullMarked
package dev.parlando.opentelemetry.example;

import org.jspecify.annotations.NullMarked;
