/** The metering of credits: counts per key and model, readings of the account, and alerts for unusual use. */
@NullMarked
package dev.parlando.credits;

import org.jspecify.annotations.NullMarked;
