// A sample agent on AWS's agent SDK for TypeScript: it answers prompts, one way or the other, and needs no model.
//
//   npm ci && PORT=8080 HOST=127.0.0.1 node agent.js
//   curl 127.0.0.1:8080/invocations -H 'Content-Type: application/json' \
//     -H 'X-Amzn-Bedrock-AgentCore-Runtime-Session-Id: me' -d '{"prompt":"hello","stream":true}' \
//     -H 'Accept: text/event-stream'
//
// A prompt of "ping" is answered by "ok", any other by itself. Each answer tells the agent's version, from its image,
// and the how-manieth it is in its session; with "stream", it comes as server-sent events, a word at a time.
// "read" asks for a note, {"read":"4711"}, and "write" to take one, {"write":"4711","text":"packed"}: see notes.js.
// Without PORT and HOST it listens where AgentCore expects a container to: on port 8080 of every address.
import { BedrockAgentCoreApp } from 'bedrock-agentcore/runtime';
import { setTimeout as pause } from 'node:timers/promises';

const BETWEEN_WORDS_MS = 100;

const counts = new Map();

async function said({ prompt = '', read, write, text = '' }) {
  if (!read && !write) {
    return prompt === 'ping' ? 'ok' : `You said: ${prompt}`;
  }
  const notes = await import('./notes.js');
  try {
    return await (write ? notes.write(write, text) : notes.read(read));
  } catch (refused) {
    return `${refused.name}: ${refused.message}`;
  }
}

async function answer(request, sessionId) {
  const count = (counts.get(sessionId) ?? 0) + 1;
  counts.set(sessionId, count);
  return {
    answer: await said(request),
    agent: 'assistant',
    version: process.env.AGENT_VERSION ?? 'unknown',
    count,
    pid: process.pid,
  };
}

async function* spoken(whole) {
  for (const word of whole.answer.split(' ')) {
    yield { data: { word } };
    await pause(BETWEEN_WORDS_MS);
  }
  yield { data: whole };
}

const app = new BedrockAgentCoreApp({
  invocationHandler: {
    process: async (request, context) => {
      const whole = await answer(request ?? {}, context.sessionId);
      return request?.stream ? spoken(whole) : whole;
    },
  },
});

app.run({ port: Number(process.env.PORT ?? 8080), host: process.env.HOST ?? '0.0.0.0' });
