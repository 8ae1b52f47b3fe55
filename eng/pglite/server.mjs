// PostgreSQL with pgvector in this process, for tests: prints its port of 127.0.0.1, and ends with its standard input.
// There is one session, of the superuser, whoever connects: what is set in it stays set, and connections take turns.
import { PGlite } from '@electric-sql/pglite'
import { vector } from '@electric-sql/pglite-pgvector'
import { PGLiteSocketServer } from '@electric-sql/pglite-socket'

process.stdin.on('end', () => process.exit(0)).resume()
const server = new PGLiteSocketServer({ db: await PGlite.create({ extensions: { vector } }), host: '127.0.0.1', port: 0, maxConnections: 16 })
server.addEventListener('listening', event => console.log(event.detail.port))
await server.start()
