// Asks the search of a built site as its page does: node site_search.js SITE WORDS; prints the pages that it finds.
const fs = require("fs")
const vm = require("vm")

const [, , site, words] = process.argv
const folder = `${site}/assets/javascripts/workers`
const data = JSON.parse(fs.readFileSync(`${site}/search.json`, "utf8"))
const READY = 1
const FOUND = 3

const query = {
  input: words,
  filter: { input: { type: "operator", data: { operator: "and", operands: [] } }, aggregation: { input: [] } },
}
const worker = {
  postMessage(message) {
    if (message.type === READY) worker.onmessage({ data: { type: 2, data: query } })
    if (message.type === FOUND) {
      for (const { id } of message.data.items) console.log(data.items[id].location.split("#")[0])
    }
  },
}
worker.self = worker
vm.runInContext(fs.readFileSync(`${folder}/${fs.readdirSync(folder)[0]}`, "utf8"), vm.createContext(worker))
worker.onmessage({ data: { type: 0, data } })
