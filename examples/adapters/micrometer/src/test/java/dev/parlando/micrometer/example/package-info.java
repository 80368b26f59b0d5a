/** The example of the documentation, with its test. */
@NullMarked
package dev.parlando.micrometer.example;

import org.jspecify.annotations.NullMarked;
