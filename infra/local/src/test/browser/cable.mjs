import { once } from 'node:events';
import { connect, createServer } from 'node:net';

/** Between the browser and the cloud: a connection that can be cut and mended. */
export class Cable {
  #open = new Set();
  #whole = true;
  #server;

  constructor(port) {
    this.#server = createServer(near => {
      if (!this.#whole) {
        near.destroy();
        return;
      }
      const far = connect(port, '127.0.0.1');
      for (const [socket, other] of [[near, far], [far, near]]) {
        this.#open.add(socket);
        socket.on('error', () => other.destroy());
        socket.on('close', () => {
          this.#open.delete(socket);
          other.destroy();
        });
      }
      near.pipe(far).pipe(near);
    });
  }

  async url() {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return `http://127.0.0.1:${this.#server.address().port}/`;
  }

  cut() {
    this.#whole = false;
    this.#open.forEach(socket => socket.destroy());
  }

  mend() {
    this.#whole = true;
  }

  close() {
    this.cut();
    this.#server.close();
  }
}
