/** The static site: the pages of the repository as HTML, and the Javadoc of the published modules. */
@NullMarked
package dev.parlando.site;

import org.jspecify.annotations.NullMarked;
