"""A mobile operator's message centre (SMSC) for tests: SMPP 3.4 on smppy.

Usage: message_centre.py PORT

Reads one command in JSON from each line of standard input, writes one event in JSON to each line of
standard output, and ends when its standard input ends.

Commands:
  {"do": "up"}, {"do": "down"}           listen on 127.0.0.1:PORT; close everything
  {"do": "answers", "with": [S, …]}      answer the next messages with these SMPP statuses
                                         (ESME_RSYSERR, …); then with success again
  {"do": "receipts", "are": R}           what follows an accepted message: "DELIVRD", "UNDELIV", "none"
  {"do": "receipt", "id": I, "stat": S}  a receipt by hand: doubled or late
  {"do": "text", "from": N, "to": N, "text": T, "times": K}   a subscriber's SMS, K times

Events:
  {"event": "listening"}, {"event": "closed"}, {"event": "bound"}
  {"event": "submitted", "id", "from", "to", "text", "parts", "status"}   one message, joined
  {"event": "taken"}                                   the gateway acknowledged an SMS or a receipt
"""

import asyncio
import io
import json
import sys
import time
import traceback

from smpp.pdu.operations import DeliverSM, SubmitSM, SubmitSMResp
from smpp.pdu.pdu_encoding import PDUEncoder
from smpp.pdu.pdu_types import (
    AddrNpi, AddrTon, CommandId, CommandStatus, DataCoding, DataCodingDefault, EsmClass,
    EsmClassMode, EsmClassType, PriorityFlag, RegisteredDelivery, RegisteredDeliveryReceipt,
    ReplaceIfPresentFlag)
from smpp.pdu.sm_encoding import SMStringEncoder
from smppy.server import Application, SmppProtocol

RECEIPT_REQUESTED = RegisteredDeliveryReceipt.SMSC_DELIVERY_RECEIPT_REQUESTED


def tell(**event):
    print(json.dumps(event, ensure_ascii=False), flush=True)


class Operator(Application):
    """What the message centre knows, whatever connection it came by."""

    def __init__(self, port):
        super().__init__(name="operator")
        self.port = port
        self.server = None
        self.connections = []
        self.statuses = []
        self.receipts = "DELIVRD"
        self.numbers = 0
        self.parts = {}
        self.senders = {}

    async def handle_bound_client(self, client):
        tell(event="bound")
        return client

    async def handle_unbound_client(self, client):
        pass

    async def handle_sms_received(self, client, source_number, dest_number, text):
        raise NotImplementedError("Connection.submit handles messages")

    async def up(self):
        loop = asyncio.get_running_loop()
        self.server = await loop.create_server(
            lambda: Connection(self), host="127.0.0.1", port=self.port)
        tell(event="listening")

    async def down(self):
        if self.server:
            self.server.close()
        for connection in list(self.connections):
            if connection._transport:
                connection._transport.abort()
        self.server = None
        tell(event="closed")

    def bound(self):
        return [c for c in self.connections if c.is_bound][-1]

    async def obey(self, command):
        action = command["do"]
        if action == "up":
            await self.up()
        elif action == "down":
            await self.down()
        elif action == "answers":
            self.statuses = list(command["with"])
        elif action == "receipts":
            self.receipts = command["are"]
        elif action == "receipt":
            self.bound().receipt(command["id"], command["stat"])
        elif action == "text":
            for _ in range(command.get("times", 1)):
                self.bound().text(command["from"], command["to"], command["text"])


class Connection(SmppProtocol):
    """smppy's connection, which reads one unit for each packet and cannot refuse or report:
    here units are framed, messages have names, parts are joined and receipts are sent."""

    def connection_made(self, transport):
        super().connection_made(transport)
        self.unread = b""
        self.units = asyncio.Queue()
        self.reader = asyncio.get_running_loop().create_task(self.read())
        self.app.connections.append(self)

    def connection_lost(self, exc):
        self.reader.cancel()
        self.app.connections.remove(self)
        super().connection_lost(exc)

    def data_received(self, data):
        self.unread += data
        while len(self.unread) >= 4:
            length = int.from_bytes(self.unread[:4], "big")
            if len(self.unread) < length:
                return
            self.units.put_nowait(self.unread[:length])
            self.unread = self.unread[length:]

    async def read(self):
        while True:
            unit = await self.units.get()
            command = int.from_bytes(unit[4:8], "big")
            try:
                if command == 0x00000004:
                    self.submit(unit)
                elif command == 0x80000005:
                    tell(event="taken")
                else:
                    await self.handle_data_received(unit)
            except Exception:
                traceback.print_exc()

    def submit(self, unit):
        pdu = PDUEncoder().decode(io.BytesIO(unit))
        message = SubmitSM(sequence_number=pdu.sequence_number, **pdu.params)
        status = self.app.statuses.pop(0) if self.app.statuses else "ESME_ROK"
        self.app.numbers += 1
        name = f"{self.app.numbers:08d}"
        self._send_PDU(SubmitSMResp(
            sequence_number=pdu.sequence_number, status=getattr(CommandStatus, status),
            message_id=name))
        self.join(message, name, status)
        wants_receipt = message.params["registered_delivery"].receipt == RECEIPT_REQUESTED
        self.app.senders[name] = (
            message.params["destination_addr"], message.params["source_addr"])
        if status == "ESME_ROK" and wants_receipt and self.app.receipts != "none":
            self.receipt(name, self.app.receipts)

    def join(self, message, name, status):
        text = SMStringEncoder().decode_SM(message).str
        _, header, _ = SMStringEncoder().split_SM(message)
        source = message.params["source_addr"]
        to = message.params["destination_addr"]
        count, number = (header[4], header[5]) if header else (1, 1)
        key = (to, header[3] if header else name)
        parts = self.app.parts.setdefault(key, {})
        parts[number] = text
        if len(parts) == count:
            del self.app.parts[key]
            tell(event="submitted", id=name, to=to, parts=count, status=status,
                 text="".join(parts[n] for n in sorted(parts)), **{"from": source})

    def receipt(self, name, stat):
        source, to = self.app.senders[name]
        day = time.strftime("%y%m%d%H%M")
        delivered = "001" if stat == "DELIVRD" else "000"
        text = (f"id:{name} sub:001 dlvrd:{delivered} submit date:{day} done date:{day} "
                f"stat:{stat} err:000 text:")
        self.deliver(source, to, text.encode("ascii"), DataCodingDefault.SMSC_DEFAULT_ALPHABET,
                     EsmClassType.SMSC_DELIVERY_RECEIPT)

    def text(self, source, to, text):
        self.deliver(source, to, text.encode("utf-16-be"), DataCodingDefault.UCS2,
                     EsmClassType.DEFAULT)

    def deliver(self, source, to, octets, coding, kind):
        self._send_PDU(DeliverSM(
            sequence_number=self.next_sequence_number(), service_type=None,
            source_addr_ton=AddrTon.INTERNATIONAL, source_addr_npi=AddrNpi.ISDN,
            source_addr=source.lstrip("+"), dest_addr_ton=AddrTon.NATIONAL,
            dest_addr_npi=AddrNpi.ISDN, destination_addr=to,
            esm_class=EsmClass(EsmClassMode.DEFAULT, kind), protocol_id=None,
            priority_flag=PriorityFlag.LEVEL_0,
            registered_delivery=RegisteredDelivery(
                RegisteredDeliveryReceipt.NO_SMSC_DELIVERY_RECEIPT_REQUESTED),
            replace_if_present_flag=ReplaceIfPresentFlag.DO_NOT_REPLACE,
            data_coding=DataCoding(scheme_data=coding), short_message=octets))


async def main():
    operator = Operator(int(sys.argv[1]))
    lines = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    await operator.up()
    while line := await lines.readline():
        await operator.obey(json.loads(line))


asyncio.run(main())
