/** Tests of metrics and spans against the offline server. */
@NullMarked
package dev.parlando.opentelemetry;

import org.jspecify.annotations.NullMarked;
