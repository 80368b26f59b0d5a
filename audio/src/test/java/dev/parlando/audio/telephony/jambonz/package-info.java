/** Tests of the server for jambonz. */
package dev.parlando.audio.telephony.jambonz;
