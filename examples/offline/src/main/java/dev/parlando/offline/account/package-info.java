/** Keys, service accounts, tokens and credits of the offline server, and the authentication of requests. */
@NullMarked
package dev.parlando.offline.account;

import org.jspecify.annotations.NullMarked;
