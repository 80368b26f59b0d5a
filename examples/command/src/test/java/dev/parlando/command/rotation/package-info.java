/** Tests of key rotation: with an in-memory account, and interrupted at every step. */
package dev.parlando.command.rotation;
