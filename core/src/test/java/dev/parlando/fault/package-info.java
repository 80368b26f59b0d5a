/** Servers that misbehave on purpose, and tests of the engine against them. */
package dev.parlando.fault;
