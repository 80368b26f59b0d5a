/** Reading and validation of JSON requests, and error responses. */
@NullMarked
package dev.parlando.offline.json;

import org.jspecify.annotations.NullMarked;
