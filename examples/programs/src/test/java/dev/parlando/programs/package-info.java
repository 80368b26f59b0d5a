/** Holds what is tested of all examples together. */
package dev.parlando.programs;
