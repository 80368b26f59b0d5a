/** Tests of the files for secrets. */
package dev.parlando.command.account;
