// The tags that the library does not count, or does not carry out as Liquid says.
import { CaptureTag, CaseTag, CycleTag, defaultOperators, evalToken, ForTag, TablerowTag, toValue } from 'liquidjs'
import { Markup } from './output.mjs'
import { sizeOf } from './work.mjs'

const isNothing = (value) => value === null || value === undefined

/** Loops make a copy of what they go through, also where they end at once, and read all of their arguments. */
function* countLoop(ctx, collection, loop) {
  ctx.work.step(Object.keys(loop.hash).length)
  ctx.work.material(sizeOf(toValue(yield evalToken(collection, ctx))))
}

/** What was captured is escaped already. */
export class CaptureOfMarkup extends CaptureTag {
  *render(ctx) {
    yield* super.render(ctx)
    const scope = ctx.bottom()
    scope[this.variable] = new Markup(scope[this.variable])
  }
}

export class CountedFor extends ForTag {
  *render(ctx, emitter) {
    // What `else` says is for a list that is missing as well; without it that would be a gap.
    if (this.elseTemplates.length > 0 && isNothing(yield evalToken(this.collection, ctx, true))) {
      yield this.liquid.renderer.renderTemplates(this.elseTemplates, ctx, emitter)
      return
    }
    yield* countLoop(ctx, this.collection, this.hash)
    return yield* super.render(ctx, emitter)
  }
}

/** What a cell holds: `continue` ends the cell only, and `break` leaves all further ones empty. */
class Cell {
  #liquid
  #templates
  isOver = false

  constructor(tag) {
    this.token = tag.token
    this.#liquid = tag.liquid
    this.#templates = tag.templates
  }

  *render(ctx, emitter) {
    if (this.isOver) return
    yield this.#liquid.renderer.renderTemplates(this.#templates, ctx, emitter)
    this.isOver = ctx.breakCalled
    ctx.breakCalled = false
    ctx.continueCalled = false
  }
}

export class CountedTablerow extends TablerowTag {
  #cell

  constructor(...given) {
    super(...given)
    this.#cell = new Cell(this)
    this.templates = [this.#cell]
  }

  *render(ctx, emitter) {
    yield* countLoop(ctx, this.collection, this.args)
    this.#cell.isOver = false
    return yield* super.render(ctx, emitter)
  }
}

export class CountedCycle extends CycleTag {
  render(ctx, emitter) {
    ctx.work.step(this.candidates.length)
    return super.render(ctx, emitter)
  }
}

export class CountedCase extends CaseTag {
  // What a tag answers is written once more by the engine: everything goes to the emitter, and nothing is answered.
  *render(ctx, emitter) {
    const target = yield toValue(yield this.value.value(ctx, ctx.opts.lenientIf))
    let isHit = false
    for (const { values, templates } of this.branches) {
      if (!(yield this.#holds(values, target, ctx))) continue
      isHit = true
      yield this.liquid.renderer.renderTemplates(templates, ctx, emitter)
      if (ctx.breakCalled || ctx.continueCalled) return
    }
    if (!isHit) yield this.liquid.renderer.renderTemplates(this.elseTemplates, ctx, emitter)
  }

  *#holds(values, target, ctx) {
    for (const token of values) {
      ctx.work.step()
      ctx.work.material(sizeOf(target))
      const value = yield evalToken(token, ctx, ctx.opts.lenientIf)
      if (yield defaultOperators['=='](target, value, ctx)) return true
    }
    return false
  }
}
