package dev.parlando.audio.telephony.asterisk;

/**
 * Counts of one {@link AudioSocketCall}.
 *
 * @param packetsSent packets that the socket accepted
 * @param packetsDropped packets that were dropped because Asterisk reads too slowly
 * @param messagesReceived messages of Asterisk, including the first
 */
public record AudioSocketStatistics(long packetsSent, long packetsDropped, long messagesReceived) {}
