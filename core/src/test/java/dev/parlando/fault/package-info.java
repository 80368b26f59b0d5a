/** Holds servers that misbehave on purpose, and what the engine makes of them. */
package dev.parlando.fault;
