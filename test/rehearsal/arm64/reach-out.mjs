import { connect } from 'node:net';

// Asks for one socket, so that the rehearsal sees that sockets are counted.
connect(9, '127.0.0.1').on('error', () => {});
