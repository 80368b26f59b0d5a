// Parses the datagrams of an RTP session with rtp.js: media on the given port, RTCP on the next. Prints a JSON summary
// after the goodbye.
'use strict';

const dgram = require('node:dgram');
const { packets } = require('rtp.js');

const port = Number(process.argv[2]);
const media = dgram.createSocket('udp4');
const control = dgram.createSocket('udp4');
const summary = { packets: 0, bytes: 0, sequenceErrors: 0, startMarker: false, payloadTypes: [], ssrcs: [], unparsed: 0 };
let lastSequence;

function viewOf(buffer) {
  return new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength);
}

media.on('message', (datagram) => {
  const view = viewOf(datagram);
  if (!packets.isRtp(view)) {
    summary.unparsed++;
    return;
  }
  const packet = new packets.RtpPacket(view);
  const sequence = packet.getSequenceNumber();
  if (lastSequence === undefined) {
    summary.startMarker = packet.getMarker();
  } else if (sequence !== ((lastSequence + 1) & 0xffff)) {
    summary.sequenceErrors++;
  }
  lastSequence = sequence;
  summary.packets++;
  summary.bytes += packet.getPayload().byteLength;
  summary.payloadTypes = [...new Set([...summary.payloadTypes, packet.getPayloadType()])];
  summary.ssrcs = [...new Set([...summary.ssrcs, packet.getSsrc()])];
});

control.on('message', (datagram) => {
  const view = viewOf(datagram);
  if (!packets.isRtcp(view)) {
    summary.unparsed++;
    return;
  }
  for (const packet of new packets.CompoundPacket(view).getPackets()) {
    if (packet instanceof packets.SenderReportPacket) {
      summary.reported = { ssrc: packet.getSsrc(), packets: packet.getPacketCount(), bytes: packet.getOctetCount() };
    } else if (packet instanceof packets.SdesPacket) {
      summary.name = packet.getChunks()[0].getItems()[0].text;
    } else if (packet instanceof packets.ByePacket) {
      summary.goodbye = packet.getSsrcs();
      console.log(JSON.stringify(summary));
      media.close();
      control.close();
    }
  }
});

media.bind(port, '127.0.0.1', () => control.bind(port + 1, '127.0.0.1', () => console.log('ready')));
