/** The API keys of one engine: the active key, polling of the provider, and failover when the service rejects a key. */
@NullMarked
package dev.parlando.internal.credentials;

import org.jspecify.annotations.NullMarked;
