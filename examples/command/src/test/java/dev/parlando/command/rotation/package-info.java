/** Tests of the rotation of keys: with an account in memory, and ended at every step. */
package dev.parlando.command.rotation;
