// The page's half of the worker (crates/server/assets/sw.js): tells it, once the
// app runs, which version this page is of, and the app when there is a newer one.
addEventListener("TrunkApplicationStarted",()=>setTimeout(()=>{let w=navigator.serviceWorker,v=document.getElementById("peta-boot").dataset.v;if(w){w.onmessage=e=>e.data!=v&&dispatchEvent(new Event("peta-new"));w.register("/sw.js").then(()=>w.ready).then(r=>r.active.postMessage(v)).catch(()=>{})}},3e3))
