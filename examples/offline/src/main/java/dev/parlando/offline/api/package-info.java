/** The waist of the offline server: routes, one request with its response, and the router between them. */
@NullMarked
package dev.parlando.offline.api;

import org.jspecify.annotations.NullMarked;
