"""The sockets as a client in Python sees them. Prints one line for each check."""

import asyncio
import base64
import json
import os

import websockets

URL = os.environ["PARLANDO_URL"].replace("http", "ws", 1)
KEY = os.environ["PARLANDO_KEY"]
VOICE = "KevinOfflineVoice001"
SINGLE = f"/v1/text-to-speech/{VOICE}/stream-input?output_format=pcm_16000"
MULTI = f"/v1/text-to-speech/{VOICE}/multi-stream-input?output_format=pcm_16000&auto_mode=true"


def connect(path, key=KEY):
    return websockets.connect(URL + path, extra_headers={"xi-api-key": key}, max_size=16 << 20)


async def send(socket, *messages):
    for message in messages:
        await socket.send(json.dumps(message))


async def until_final(socket):
    messages = []
    while not (messages and messages[-1]["isFinal"]):
        messages.append(json.loads(await socket.recv()))
    return messages


async def single():
    async with connect(SINGLE) as socket:
        await send(socket, {"text": " "}, {"text": "Good "}, {"text": "morning."}, {"text": ""})
        messages = await until_final(socket)
        alignment = messages[0]["alignment"]
        assert "".join(alignment["chars"]) == "Good morning. ", alignment
        audio = b"".join(base64.b64decode(each["audio"] or "") for each in messages)
        millis = alignment["charStartTimesMs"][-1] + alignment["charDurationsMs"][-1]
        assert abs(len(audio) / 32 - millis) < 2, (len(audio) / 32, millis)
        await socket.wait_closed()
        assert socket.close_code == 1000, socket.close_code


async def contexts():
    async with connect(MULTI) as socket:
        for context in ("a", "b", "c"):
            await send(socket, {"text": f"This is {context}. ", "context_id": context})
        for context in ("c", "a", "b"):
            await send(socket, {"close_context": True, "context_id": context})
        ended = set()
        while len(ended) < 3:
            message = json.loads(await socket.recv())
            if message["isFinal"]:
                ended.add(message["contextId"])
        await send(socket, {"close_socket": True})
        await socket.wait_closed()
        assert socket.close_code == 1000, socket.close_code


async def wrong_key():
    async with connect(SINGLE, "sk_" + "0" * 48) as socket:
        error = json.loads(await socket.recv())
        assert error["error"] == "invalid_api_key", error
        await socket.wait_closed()
        assert (socket.close_code, socket.close_reason) == (1008, error["message"])


async def refused_upgrade():
    try:
        await connect(SINGLE + "&model_id=eleven_v4_turbo")
    except websockets.exceptions.InvalidStatusCode as refusal:
        assert refusal.status_code == 400, refusal
    else:
        raise AssertionError("not refused")


async def main():
    for check in (single, contexts, wrong_key, refused_upgrade):
        await asyncio.wait_for(check(), 60)
        print(f"ok {check.__name__}")


asyncio.run(main())
